import { useEffect } from "react";

/**
 * Stops the webview's default action for drops: it would open a dropped link in place of the page. An element that takes
 * files (`useFileDrop`) still gets them.
 */
export function useDropGuard() {
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      event.preventDefault();
      // Runs before the elements' handlers; an element that takes the drop overrides it.
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    const onDrop = (event: DragEvent) => event.preventDefault();
    window.addEventListener("dragover", onDragOver, true);
    window.addEventListener("drop", onDrop, true);
    return () => {
      window.removeEventListener("dragover", onDragOver, true);
      window.removeEventListener("drop", onDrop, true);
    };
  }, []);
}
