import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import type { CommandError } from "../ipc/bindings/CommandError";
import { t } from "../words";
import { PropertyList } from "./PropertyList";
import { useCopyAction } from "./useCopyAction";

const useStyles = makeStyles({
  root: { width: "fit-content", maxWidth: "100%", textAlign: "start" },
  panel: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    alignItems: "flex-start",
    paddingBottom: tokens.spacingVerticalS,
    marginInline: tokens.spacingHorizontalM,
  },
});

type ErrorLines = Pick<CommandError, "details" | "correlationId">;

/** Azure's own words about a failure, one click away and copied as a whole. */
export function ErrorDetails({ error }: { error: ErrorLines }) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  const lines = detailLines(error);
  if (lines.length === 0) return null;
  const text = lines.map(({ label, value }) => `${label}: ${value}`).join("\n");
  return (
    <Accordion collapsible className={styles.root}>
      <AccordionItem value="details">
        <AccordionHeader size="small">{t("failure-details")}</AccordionHeader>
        <AccordionPanel className={styles.panel}>
          <PropertyList properties={lines} />
          <Button
            size="small"
            icon={<CopyRegular />}
            onClick={() => copy({ what: "text", text }, t("failure-details"))}
          >
            {t("failure-copy-details")}
          </Button>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

function detailLines({ details, correlationId }: ErrorLines) {
  const isNamed = details.some(({ value }) => value === correlationId);
  return correlationId === null || isNamed
    ? details
    : [...details, { label: t("failure-correlation-id"), value: correlationId }];
}
