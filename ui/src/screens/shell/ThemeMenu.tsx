import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from "@fluentui/react-components";
import { DarkThemeRegular } from "@fluentui/react-icons";
import { useNotify } from "../../components/notices";
import type { Theme } from "../../ipc/bindings/Theme";
import { useSaveSettings } from "../../ipc/mutations";
import { useSettings } from "../../ipc/queries";
import { themes } from "../../styles/themes";
import { t } from "../../words";

/** Chooses the colours of the window. */
export function ThemeMenu() {
  const settings = useSettings();
  const save = useSaveSettings();
  const notify = useNotify();
  const choose = (theme: Theme) => {
    if (!settings.data) return;
    save.mutate(() => ({ theme }), {
      onError: (error) =>
        notify({ intent: "error", text: t("shell-theme-not-saved", { reason: error.message }), error }),
    });
  };
  return (
    <Menu
      checkedValues={{ theme: [settings.data?.theme ?? "system"] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const theme = themes.find((known) => known === checkedItems[0]);
        if (theme) choose(theme);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t("shell-theme")} relationship="label">
          <Button appearance="subtle" icon={<DarkThemeRegular />} disabledFocusable={!settings.data} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themes.map((theme) => (
            <MenuItemRadio key={theme} name="theme" value={theme}>
              {t("shell-theme-name", { theme })}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
