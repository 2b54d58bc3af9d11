/** The tabs of a workspace, as its address names them. */
export const workspaceTabs = ["overview", "services", "access"] as const;

export type WorkspaceTab = (typeof workspaceTabs)[number];
