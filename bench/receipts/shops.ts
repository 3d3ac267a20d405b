export interface Country {
  language: "en" | "de";
  locale: string;
  currency: "USD" | "GBP" | "EUR";
  sign: string;
  taxRate: number;
  /** True if taxes are added to prices. */
  addsTax: boolean;
  addresses: readonly (readonly string[])[];
  phone: string;
}

export const countries = {
  us: {
    ...{ language: "en", locale: "en-US", currency: "USD", sign: "$", taxRate: 8.25, addsTax: true },
    addresses: [
      ["1200 Market Street", "San Francisco, CA 94102"],
      ["48 W Lake Ave", "Chicago, IL 60601"],
      ["501 Congress Blvd", "Austin, TX 78701"],
    ],
    phone: "(415)",
  },
  uk: {
    ...{ language: "en", locale: "en-GB", currency: "GBP", sign: "£", taxRate: 20, addsTax: false },
    addresses: [
      ["14 High Street", "Oxford OX1 4AA"],
      ["221 Baker Street", "London NW1 6XE"],
      ["7 Castle Road", "Leeds LS1 3DX"],
    ],
    phone: "020",
  },
  ireland: {
    ...{ language: "en", locale: "en-IE", currency: "EUR", sign: "€", taxRate: 23, addsTax: false },
    addresses: [
      ["9 Grafton Street", "Dublin 2"],
      ["3 Quay Street", "Galway"],
    ],
    phone: "01",
  },
  germany: {
    ...{ language: "de", locale: "de-DE", currency: "EUR", sign: "€", taxRate: 19, addsTax: false },
    addresses: [
      ["Hauptstraße 12", "10115 Berlin"],
      ["Leopoldstr. 84", "80802 München"],
      ["Am Markt 3", "28195 Bremen"],
    ],
    phone: "030",
  },
} as const satisfies Record<string, Country>;

interface Shop {
  name: string;
  goods: readonly string[];
}

const GROCERIES = [
  ...[
    "Whole Milk 1L",
    "Sourdough Bread",
    "Free Range Eggs",
    "Salted Butter",
    "Cheddar Cheese",
    "Roma Tomatoes",
  ],
  ...["Bananas", "Chicken Breast", "Basmati Rice 1kg", "Olive Oil 500ml", "Greek Yogurt", "Dark Chocolate"],
  ...["Orange Juice", "Ground Coffee", "Paper Towels", "Dish Soap", "Sparkling Water", "Pasta Penne"],
];
const MEALS = [
  ...[
    "Caesar Salad",
    "Cheeseburger",
    "Fish and Chips",
    "Tomato Soup",
    "Grilled Salmon",
    "Iced Tea",
    "Lemonade",
  ],
  ...[
    "House Red Wine",
    "Pancakes",
    "Club Sandwich",
    "Cappuccino",
    "Cheesecake",
    "Draft Beer",
    "French Fries",
  ],
];
const TOOLS = [
  ...["Wood Screws 4x40", "Paint Roller", "LED Bulb 9W", "Garden Hose 15m", "Duct Tape", "Claw Hammer"],
  ...["Sandpaper Set", "Door Hinge", "Work Gloves", "Extension Cord", "Masking Tape", "Drill Bit 6mm"],
];
const LEBENSMITTEL = [
  ...["Vollmilch 3,5%", "Roggenbrot", "Bio-Eier 10er", "Butter", "Gouda jung", "Rispentomaten", "Bananen"],
  ...["Hähnchenbrust", "Basmatireis", "Olivenöl", "Joghurt natur", "Zartbitterschokolade", "Apfelsaft"],
  ...["Röstkaffee", "Küchenrolle", "Spülmittel", "Mineralwasser", "Nudeln Penne", "Pfand Mehrweg"],
];
const SPEISEN = [
  ...["Wiener Schnitzel", "Currywurst", "Kartoffelsalat", "Tomatensuppe", "Käsespätzle", "Apfelschorle"],
  ...["Weißbier 0,5", "Grauburgunder", "Kaiserschmarrn", "Milchkaffee", "Espresso", "Rinderbraten"],
];
const WERKZEUG = [
  ...["Holzschrauben", "Farbrolle", "LED-Lampe 9W", "Gartenschlauch", "Klebeband", "Schlosserhammer"],
  ...["Schleifpapier", "Türscharnier", "Arbeitshandschuhe", "Verlängerungskabel", "Bohrer 6mm", "Dübel"],
];

export const shops: Record<Country["language"], readonly Shop[]> = {
  en: [
    ...["Green Valley Market", "Harbor Foods", "Corner Pantry", "Sunrise Grocers"].map((name) => ({
      name,
      goods: GROCERIES,
    })),
    ...["The Copper Kettle", "Blue Door Cafe", "Maple & Rye", "Luigi's Trattoria"].map((name) => ({
      name,
      goods: MEALS,
    })),
    ...["Miller Hardware", "Oakwood Supply Co."].map((name) => ({ name, goods: TOOLS })),
  ],
  de: [
    ...["Frischemarkt Becker", "Bioladen Sonnenhof", "Kaufhaus Lindner", "Markthalle Nord"].map((name) => ({
      name,
      goods: LEBENSMITTEL,
    })),
    ...["Gasthaus Zur Post", "Café Morgenrot", "Brauhaus am Tor"].map((name) => ({ name, goods: SPEISEN })),
    ...["Baumarkt Hansen GmbH", "Eisenwaren Schröder", "Werkzeug Krüger KG"].map((name) => ({
      name,
      goods: WERKZEUG,
    })),
  ],
};
