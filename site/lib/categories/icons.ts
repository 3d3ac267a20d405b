import {
  BookOpen,
  Bus,
  ChartColumn,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  CircleEllipsis,
  CloudOff,
  Delete,
  Gift,
  GripVertical,
  HeartPulse,
  History,
  House,
  type IconNode,
  List,
  Menu,
  PiggyBank,
  Plane,
  Plus,
  Receipt,
  Repeat,
  RotateCcw,
  Search,
  Settings,
  ShoppingBag,
  ShoppingCart,
  SlidersHorizontal,
  Tag,
  Ticket,
  Trash2,
  Utensils,
  WalletCards,
  X,
} from "lucide";
import type { DefaultSign } from "./signs";

// The build writes these drawings into the document, once each. In scripts they would weigh on the first screen, into
// whose chunk the bundler puts them all; the page therefore imports only the type of their names.

const signs: Record<DefaultSign, IconNode> = {
  cart: ShoppingCart,
  food: Utensils,
  bus: Bus,
  house: House,
  receipt: Receipt,
  heart: HeartPulse,
  bag: ShoppingBag,
  ticket: Ticket,
  plane: Plane,
  book: BookOpen,
  gift: Gift,
  circle: CircleEllipsis,
};

/** Every icon of the page, as Lucide draws it. */
const icons = {
  ...signs,
  backspace: Delete,
  budget: PiggyBank,
  chart: ChartColumn,
  check: Check,
  chevronDown: ChevronDown,
  chevronLeft: ChevronLeft,
  chevronRight: ChevronRight,
  chevronUp: ChevronUp,
  close: X,
  cloudOff: CloudOff,
  grip: GripVertical,
  history: History,
  list: List,
  menu: Menu,
  plus: Plus,
  repeat: Repeat,
  search: Search,
  settings: Settings,
  sliders: SlidersHorizontal,
  tag: Tag,
  trash: Trash2,
  undo: RotateCcw,
  wallet: WalletCards,
} satisfies Record<string, IconNode>;

/** An icon of the document, or one that is drawn into it with the code that shows it. */
export type IconName = keyof typeof icons | "camera";

/** An SVG element with a symbol for each icon, to which `<use>` elements refer. */
export function iconSymbols(): string {
  const symbols = Object.entries(icons).map(
    ([name, node]) => `<symbol id=icon-${name} viewBox="0 0 24 24">${node.map(element).join("")}</symbol>`,
  );
  return `<svg class="icons" aria-hidden="true">${symbols.join("")}</svg>`;
}

function element([tag, attributes]: IconNode[number]): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}=${attributeValue(`${value}`)}`);
  // The space parts the slash from a value without quotes.
  return `<${tag}${written.join("")} />`;
}

/** With quotes only where HTML needs them: the document is part of the first screen. */
const attributeValue = (value: string) => (/^[\w.-]+$/.test(value) ? value : `"${value}"`);
