import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from "@fluentui/react-components";
import { ColumnTripleRegular } from "@fluentui/react-icons";
import { t } from "../../words";
import type { Column } from "../tableModel";
import type { ListView } from "./listViews";

interface ColumnsMenuProps<Row> {
  columns: Column<Row>[];
  view: ListView;
  onChange: (change: Partial<ListView>) => void;
}

/** Chooses the columns of a list. */
export function ColumnsMenu<Row>({ columns, view, onChange }: ColumnsMenuProps<Row>) {
  const choosable = columns.filter(({ isFixed }) => !isFixed);
  const shown = choosable.map(({ id }) => id).filter((id) => !view.hidden.includes(id));
  return (
    <Menu
      checkedValues={{ columns: shown }}
      onCheckedValueChange={(_, { checkedItems }) =>
        onChange({ hidden: choosable.map(({ id }) => id).filter((id) => !checkedItems.includes(id)) })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t("rows-columns")} relationship="label">
          <Button appearance="subtle" icon={<ColumnTripleRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choosable.map(({ id, header }) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {header}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem onClick={() => onChange({ hidden: [], widths: {} })}>{t("rows-columns-reset")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
