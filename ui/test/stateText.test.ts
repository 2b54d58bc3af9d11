import { expect, it } from "vitest";
import { stateText } from "../src/components/StateBadge";

it.each([
  ["Succeeded", "Ready"],
  ["Creating", "Creating"],
  ["Updating", "Updating"],
  ["Deleting", "Deleting"],
  ["Failed", "Failed"],
  ["Canceled", "Cancelled"],
  ["SoftDeleted", "Deleted"],
  ["Hibernating", "Hibernating"],
])("shows Azure's state %s as %s", (state, text) => expect(stateText(state)).toBe(text));
