// The pages of the window, written once. The navigation and the palette are made from this list.
import {
  HistoryFilled,
  HistoryRegular,
  InfoFilled,
  InfoRegular,
  PeopleFilled,
  PeopleRegular,
  ServerFilled,
  ServerRegular,
  SettingsFilled,
  SettingsRegular,
  TableFilled,
  TableRegular,
} from "@fluentui/react-icons";

export const pages = [
  {
    to: "/services",
    under: ["/services"],
    label: "services-title",
    icon: <ServerRegular />,
    currentIcon: <ServerFilled />,
  },
  {
    to: "/workspaces",
    under: ["/workspaces"],
    label: "workspaces-title",
    icon: <TableRegular />,
    currentIcon: <TableFilled />,
  },
  {
    to: "/activity",
    under: ["/activity"],
    label: "activity-title",
    icon: <HistoryRegular />,
    currentIcon: <HistoryFilled />,
  },
  {
    to: "/accounts",
    under: ["/accounts", "/add-account"],
    label: "accounts-title",
    icon: <PeopleRegular />,
    currentIcon: <PeopleFilled />,
  },
  {
    to: "/settings",
    under: ["/settings"],
    label: "settings-title",
    icon: <SettingsRegular />,
    currentIcon: <SettingsFilled />,
  },
  {
    to: "/about",
    under: ["/about"],
    label: "shell-about",
    icon: <InfoRegular />,
    currentIcon: <InfoFilled />,
  },
] as const;
