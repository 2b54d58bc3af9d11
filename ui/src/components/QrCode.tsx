import { makeStyles, tokens } from "@fluentui/react-components";
import { useMemo } from "react";
import { encode } from "uqr";

const useStyles = makeStyles({
  // Black on white in every theme, with the quiet zone that scanners need.
  root: {
    display: "block",
    flexShrink: 0,
    backgroundColor: "#ffffff",
    borderRadius: tokens.borderRadiusMedium,
    forcedColorAdjust: "none",
  },
});

const QUIET_MODULES = 4;

interface QrCodeProps {
  text: string;
  /** The accessible name. */
  name: string;
  size: number;
}

/** A text as a QR code. It is drawn here, without a request. */
export function QrCode({ text, name, size }: QrCodeProps) {
  const styles = useStyles();
  const { modules, path } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className={styles.root}
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={name}
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** One rectangle for each run of dark modules in a row. */
function draw(text: string): { modules: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_MODULES });
  const runs = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end < 0 ? size : end) - x}v1H${x}z`];
    }),
  );
  return { modules: size, path: runs.join("") };
}
