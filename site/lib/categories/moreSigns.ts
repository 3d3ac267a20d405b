import {
  Apple,
  Baby,
  Beer,
  Bike,
  Cake,
  Car,
  Clapperboard,
  Coffee,
  Coins,
  Cookie,
  CreditCard,
  Droplets,
  Dumbbell,
  Flame,
  Flower2,
  Fuel,
  Gamepad2,
  GraduationCap,
  Hammer,
  HandHeart,
  IceCreamCone,
  type IconNode,
  Key,
  Lamp,
  Landmark,
  Laptop,
  Luggage,
  Mountain,
  Music,
  PaintRoller,
  PawPrint,
  Pill,
  Pizza,
  Scissors,
  Shield,
  Ship,
  Shirt,
  Smartphone,
  Sofa,
  Stethoscope,
  Tent,
  TrainFront,
  TreePalm,
  Tv,
  WashingMachine,
  Wifi,
  Wine,
  Wrench,
  Zap,
} from "lucide";
import { drawn, type MoreSign } from "./signs";

// Signs that few categories have. The document does not contain them initially: a component that shows one draws them
// first.

const drawings = {
  apple: Apple,
  cookie: Cookie,
  coffee: Coffee,
  pizza: Pizza,
  beer: Beer,
  wine: Wine,
  icecream: IceCreamCone,
  cake: Cake,
  car: Car,
  fuel: Fuel,
  bike: Bike,
  train: TrainFront,
  ship: Ship,
  luggage: Luggage,
  tent: Tent,
  palm: TreePalm,
  mountain: Mountain,
  sofa: Sofa,
  lamp: Lamp,
  wrench: Wrench,
  hammer: Hammer,
  paint: PaintRoller,
  washing: WashingMachine,
  key: Key,
  flower: Flower2,
  bolt: Zap,
  water: Droplets,
  flame: Flame,
  wifi: Wifi,
  phone: Smartphone,
  tv: Tv,
  shield: Shield,
  bank: Landmark,
  card: CreditCard,
  coins: Coins,
  pill: Pill,
  doctor: Stethoscope,
  dumbbell: Dumbbell,
  scissors: Scissors,
  baby: Baby,
  paw: PawPrint,
  shirt: Shirt,
  laptop: Laptop,
  music: Music,
  film: Clapperboard,
  game: Gamepad2,
  school: GraduationCap,
  charity: HandHeart,
} satisfies Record<string, IconNode>;

type Drawing = keyof typeof drawings;

export const MORE_SIGNS = Object.keys(drawings) as Drawing[];

/** The sign as settings keep it. */
export const signOf = (name: Drawing): MoreSign => drawn(name);

const SVG = "http://www.w3.org/2000/svg";

/** Draws the signs into the document, where {@link Icon} finds them. Once is enough. */
export function drawMoreSigns(): void {
  const [first] = MORE_SIGNS;
  const place = document.querySelector("svg.icons");
  if (!place || !first || document.getElementById(`icon-${signOf(first)}`)) return;
  for (const name of MORE_SIGNS) {
    const symbol = document.createElementNS(SVG, "symbol");
    symbol.id = `icon-${signOf(name)}`;
    symbol.setAttribute("viewBox", "0 0 24 24");
    for (const [tag, attributes] of drawings[name]) {
      const element = document.createElementNS(SVG, tag);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      symbol.append(element);
    }
    place.append(symbol);
  }
}
