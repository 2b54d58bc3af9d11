import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from "@fluentui/react-components";
import { Fragment } from "react";
import type { RowAction } from "../tableModel";

/** Where a row's menu opens: at the pointer, or at the row for the keyboard. */
export interface MenuPlace {
  actions: RowAction[];
  target: { getBoundingClientRect: () => DOMRect };
}

interface RowMenuProps {
  label: string;
  place: MenuPlace | null;
  onClose: () => void;
}

/** The actions of a row, in a menu of the window's own. */
export function RowMenu({ label, place, onClose }: RowMenuProps) {
  return (
    <Menu
      open={place !== null}
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{ ...(place ? { target: place.target } : {}), position: "below", align: "start" }}
    >
      <MenuPopover>
        <MenuList aria-label={label}>
          {place?.actions.map(({ id, label: text, icon, isFirstOfGroup, onUse }) => (
            <Fragment key={id}>
              {isFirstOfGroup && <MenuDivider />}
              <MenuItem icon={icon} onClick={onUse}>
                {text}
              </MenuItem>
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
