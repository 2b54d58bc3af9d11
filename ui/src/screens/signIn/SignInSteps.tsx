import { makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, CircleRegular } from "@fluentui/react-icons";
import { t } from "../../words";
import { type SignInFlow, type SignInStep, stepsOf } from "./signInFlow";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  step: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
  },
  reached: { color: tokens.colorNeutralForeground1 },
  active: { fontWeight: tokens.fontWeightSemibold },
  icon: {
    width: "20px",
    height: "20px",
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    fontSize: "20px",
  },
  doneIcon: { color: tokens.colorBrandForeground1 },
});

interface SignInStepsProps {
  step: SignInStep;
  flow: SignInFlow;
}

/** The steps of a sign-in: which are done, which one runs, which are to come. */
export function SignInSteps({ step, flow }: SignInStepsProps) {
  const styles = useStyles();
  const at = stepsOf[flow].indexOf(step);
  const labels = labelsOf(flow, at > 0);
  return (
    <ol className={styles.list} aria-live="polite">
      {labels.map((label, index) => {
        const state = index < at ? "done" : index === at ? "active" : "pending";
        return (
          <li
            key={label}
            className={mergeClasses(
              styles.step,
              state !== "pending" && styles.reached,
              state === "active" && styles.active,
            )}
            aria-current={state === "active" ? "step" : undefined}
            aria-label={t("sign-in-step-state", { label, state })}
          >
            <span
              className={mergeClasses(styles.icon, state === "done" && styles.doneIcon)}
              aria-hidden="true"
            >
              {state === "done" && <CheckmarkCircleFilled />}
              {state === "active" && <Spinner size="tiny" />}
              {state === "pending" && <CircleRegular />}
            </span>
            {label}
          </li>
        );
      })}
    </ol>
  );
}

function labelsOf(flow: SignInFlow, isFound: boolean): string[] {
  switch (flow) {
    case "browser":
      return [
        isFound ? t("sign-in-step-browser") : t("sign-in-step-page"),
        t("sign-in-step-waiting"),
        t("sign-in-step-token"),
        t("sign-in-step-done"),
      ];
    case "deviceCode":
      return [
        isFound ? t("sign-in-step-code") : t("sign-in-step-page"),
        t("sign-in-step-code-waiting"),
        t("sign-in-step-token"),
        t("sign-in-step-done"),
      ];
    case "direct":
      return [t("sign-in-step-service"), t("sign-in-step-token"), t("sign-in-step-done")];
  }
}
