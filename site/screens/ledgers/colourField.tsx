import "../../i18n/en/categories";
import { palette } from "../../data/categories/categorySet";
import { t } from "../../i18n";
import { hueOf } from "../../lib/categories/colour";
import { Swatches } from "../categories/swatches";

/** The color of a ledger without its own: close to that of the page. */
const UNSET = palette[5].colour;

/** A dot in the color of a ledger. */
export function Swatch({ colour = UNSET }: { colour?: string | undefined }) {
  return <span class="swatch" style={{ "--hue": hueOf(colour) }} />;
}

/** The choice of a ledger's color. */
export function ColourField({ value, onChoose }: { value: string; onChoose: (colour: string) => void }) {
  return (
    <Swatches
      label={t("ledgers.colour")}
      name="colour"
      options={palette.map(({ colour, name }) => [colour, t(`categories.colour.${name}`)])}
      value={value}
      onChoose={onChoose}
      draw={(colour) => <Swatch colour={colour} />}
    />
  );
}
