// Two accent colours: Latchkey's own, and one for the demo cloud, so that it cannot be mistaken for a real one.
import type { BrandVariants } from "@fluentui/react-components";

export const latchkeyBrand: BrandVariants = {
  10: "#000c26",
  20: "#001739",
  30: "#00234d",
  40: "#002f63",
  50: "#003a77",
  60: "#00468c",
  70: "#0152a2",
  80: "#025eb8",
  90: "#1b6cc7",
  100: "#2c7ad6",
  110: "#458adf",
  120: "#5f9ae6",
  130: "#7bacec",
  140: "#99bdec",
  150: "#bcd6f5",
  160: "#e3eefb",
};

export const demoBrand: BrandVariants = {
  10: "#1d0020",
  20: "#2d0031",
  30: "#3f0044",
  40: "#510057",
  50: "#63006a",
  60: "#711378",
  70: "#7f2586",
  80: "#8e3394",
  90: "#9c42a2",
  100: "#aa50b0",
  110: "#b764bc",
  120: "#c279c6",
  130: "#cd90d0",
  140: "#d6a9d8",
  150: "#e8c5ea",
  160: "#f8eaf9",
};
