import { useCanGoBack, useRouter } from "@tanstack/react-router";

/** Goes back to where the person came from; or to `elsewhere` from the page that was opened first. */
export function useGoBack(elsewhere: () => void): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => (canGoBack ? router.history.back() : elsewhere());
}
