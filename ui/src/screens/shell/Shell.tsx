import { makeStyles, tokens } from "@fluentui/react-components";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { HintLayer } from "../../components/HintLayer";
import { NoticesPlace } from "../../components/NoticesPlace";
import { useNotify } from "../../components/notices";
import { TablePlacesProvider } from "../../components/TablePlacesProvider";
import { useShortcut } from "../../components/useShortcut";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { identityOf } from "../../ipc/queries";
import { useSignInEnd } from "../../ipc/useSignInEnd";
import { t } from "../../words";
import { Palette } from "../palette/Palette";
import { FirstRunScreen } from "../signIn/FirstRunScreen";
import { SignInScreen } from "../signIn/SignInScreen";
import { DemoBanner } from "./DemoBanner";
import { DestinationsBar } from "./DestinationsBar";
import { KeyboardHelp } from "./KeyboardHelp";
import { Rail } from "./Rail";
import { RequestedWorkspace } from "./RequestedWorkspace";
import { StartNotices } from "./StartNotices";
import { StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { useJobNotices } from "./useJobNotices";
import { useWindowKeys } from "./useWindowKeys";

const useStyles = makeStyles({
  root: {
    height: "100%",
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  middle: { flex: "1 1 0", minHeight: 0, display: "flex" },
  main: {
    flex: "1 1 0",
    minWidth: 0,
    overflowY: "auto",
    overflowX: "hidden",
    position: "relative",
    outlineStyle: "none",
  },
  skip: {
    position: "absolute",
    insetInlineStart: tokens.spacingHorizontalS,
    top: "-100px",
    zIndex: 2,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    ":focus": { top: tokens.spacingVerticalS },
  },
});

/** The frame around every page. Chooses the page while no account is signed in. */
export function Shell({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const notify = useNotify();
  const navigate = useNavigate();
  const path = useLocation({ select: ({ pathname }) => pathname });
  // The page for adding an account shows its sign-in itself, so that its form survives a failure.
  const isAdding = path === "/add-account";
  useShortcut("help", () => setHelpOpen(true));
  useShortcut("palette", () => setPaletteOpen(true));
  useWindowKeys();
  useJobNotices();
  // The panel is gone by now, so a notice shows its last step.
  useSignInEnd(({ displayName, userName }) => {
    notify({ intent: "success", text: t("shell-signed-in", { name: displayName || userName }) });
    if (isAdding) void navigate({ to: "/workspaces" });
  });

  const needsNobody = isAdding || ["/accounts", "/settings", "/about"].includes(path);
  const { cloud, account, signIn } = overview;
  const mustSignIn = !isAdding && (signIn !== null || (account === null && !needsNobody));
  return (
    <div className={styles.root}>
      <header>
        <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
          {t("shell-skip")}
        </button>
        <TopBar overview={overview} onPalette={() => setPaletteOpen(true)} onHelp={() => setHelpOpen(true)} />
        {cloud?.isEmulated && <DemoBanner />}
      </header>
      <div className={styles.middle}>
        <Rail />
        <main ref={main} tabIndex={-1} className={styles.main}>
          <StartNotices notices={overview.notices} />
          {account && cloud && <DestinationsBar account={account} cloud={cloud} />}
          {overview.requestedWorkspace !== null && (
            <RequestedWorkspace name={overview.requestedWorkspace} account={account} />
          )}
          <TablePlacesProvider owner={identityOf(overview)}>
            {cloud === null && !needsNobody ? (
              <FirstRunScreen overview={overview} />
            ) : mustSignIn && cloud !== null ? (
              <SignInScreen overview={overview} cloud={cloud} />
            ) : (
              <Outlet />
            )}
          </TablePlacesProvider>
        </main>
      </div>
      <NoticesPlace />
      <StatusBar overview={overview} />
      <HintLayer />
      {isPaletteOpen && <Palette overview={overview} onClose={() => setPaletteOpen(false)} />}
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
