import { use } from "react";
import { NoticesPlaceContext } from "./notices";

/** Where notices stand on the page. */
export function NoticesPlace() {
  return <div ref={use(NoticesPlaceContext)} />;
}
