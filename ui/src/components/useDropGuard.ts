import { useEffect } from "react";

/**
 * Keeps the window from doing anything by itself with what is dropped on it: a link would be opened in place of the
 * page. An element that takes files (`useFileDrop`) still gets them.
 */
export function useDropGuard() {
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      event.preventDefault();
      // Before any element is asked: one that takes what is dragged says so itself.
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
