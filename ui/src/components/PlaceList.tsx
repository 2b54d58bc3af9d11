import { Body1, makeStyles, tokens } from "@fluentui/react-components";
import { t } from "../words";

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  place: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
});

/** Where tokens of a cloud are sent. */
export function PlaceList({ places }: { places: readonly string[] }) {
  const styles = useStyles();
  return (
    <div>
      <Body1>{t("sign-in-token-hosts")}</Body1>
      <ul className={styles.list}>
        {places.map((place) => (
          <li key={place} className={styles.place}>
            {place}
          </li>
        ))}
      </ul>
    </div>
  );
}
