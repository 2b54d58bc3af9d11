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
import { useSettings } from "../../ipc/queries";
import { themes } from "../../styles/themes";
import { t } from "../../words";
import { useChooseTheme } from "./useChooseTheme";

/** Chooses the colours of the window. */
export function ThemeMenu() {
  const settings = useSettings();
  const choose = useChooseTheme();
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
