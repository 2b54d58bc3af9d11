import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useFileDrop } from "./useFileDrop";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
  },
  over: {
    borderTopColor: tokens.colorBrandForeground1,
    borderRightColor: tokens.colorBrandForeground1,
    borderBottomColor: tokens.colorBrandForeground1,
    borderLeftColor: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
});

interface DropZoneProps {
  onFile: (file: File) => void;
  children: ReactNode;
  testId?: string;
}

/** Where a file may be dropped; there is always a button in it that does the same. */
export function DropZone({ onFile, children, testId }: DropZoneProps) {
  const styles = useStyles();
  const { isOver, handlers } = useFileDrop(onFile);
  return (
    <div className={mergeClasses(styles.root, isOver && styles.over)} data-testid={testId} {...handlers}>
      {children}
    </div>
  );
}
