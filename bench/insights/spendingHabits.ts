import type { Cadence } from "../../domain/insights/model";

export const SUBSCRIPTIONS: readonly (readonly [
  spellings: readonly string[],
  category: string,
  amount: number,
  cadence: Cadence,
])[] = [
  [["Netflix", "NETFLIX.COM", "Netflix Intl BV 866-579"], "Entertainment", 1299, "month"],
  [["Spotify", "SPOTIFY P1C8A2", "Spotify AB Stockholm"], "Entertainment", 1099, "month"],
  [["iCloud", "ICLOUD STORAGE 4471", "iCloud+"], "Software", 299, "month"],
  [["Urban Gym", "URBAN GYM 0042", "Urban Gym GmbH"], "Health", 3990, "month"],
  [["Vodafone", "VODAFONE GMBH 4411", "Vodafone Rechnung"], "Phone", 2999, "month"],
  [["Allianz", "ALLIANZ VERS 77-1", "Allianz SE"], "Insurance", 28900, "quarter"],
  [["Adobe", "ADOBE *CREATIVE", "Adobe Systems"], "Software", 2399, "month"],
  [["Daily Paper", "DAILY PAPER ABO", "Daily Paper Verlag"], "News", 990, "fortnight"],
  [["Piano School", "PIANO SCHOOL 12", "Piano School Lessons"], "Education", 2500, "week"],
  [["Car Club", "CAR CLUB EV", "Car Club Jahresbeitrag"], "Transport", 9900, "year"],
  [["Hosting One", "HOSTING ONE 99812", "Hosting One Ltd"], "Software", 5940, "halfYear"],
];

export const GROCERS = ["Rewe", "Aldi", "Fresh Market", "Lidl", "Corner Shop"];
export const CASUAL: readonly (readonly [
  names: readonly string[],
  category: string,
  amount: number,
  aMonth: number,
  sigma: number,
])[] = [
  [
    ["Luigi", "Thai Garden", "Burger Lab", "Cafe Central", "Sushi Bar", "Noodle House"],
    "Restaurants",
    2600,
    4,
    0.45,
  ],
  [["Shell", "Esso", "Aral"], "Transport", 5200, 2.5, 0.25],
  [["DM", "Pharmacy", "Body Shop"], "Health", 1500, 2, 0.5],
  [["Zara", "H&M", "Shoe World", "Decathlon"], "Clothing", 4500, 1, 0.6],
  [["Amazon", "AMZN MKTP 4X2", "Amazon Marketplace"], "Shopping", 2700, 2.5, 0.7],
  [["Bakery"], "Groceries", 650, 6, 0.3],
];

export const ONE_OFFS = [
  "Dentist",
  "Car Repair",
  "Washing Machine",
  "Laptop Store",
  "Lawyer",
  "Vet Clinic",
  "Furniture House",
];
export const ONE_OFF_CATEGORIES = [
  "Health",
  "Transport",
  "Household",
  "Shopping",
  "Other",
  "Health",
  "Household",
];
