// Chooses from a list that opens.
import { fireEvent, screen } from "@testing-library/react";

export function choose(list: HTMLElement, option: string | RegExp) {
  fireEvent.click(list);
  fireEvent.click(screen.getByRole("option", { name: option }));
}
