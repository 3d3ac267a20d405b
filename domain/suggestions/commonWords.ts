// Words that indicate the category of an expense without further context, by the names under which the default
// categories are stored.

/** Words of one language by category. */
type Words = Readonly<Record<string, string>>;

/** Names, and words that match only as a whole. */
export const NAMES: Words = {
  Groceries:
    "aldi, alnatura, asda, auchan, billa, carrefour, coop, costco, denns, edeka, hofer, intermarche, kaufland, kroger, lidl, lulu, " +
    "mercadona, migros, monoprix, netto, penny, publix, rewe, safeway, sainsbury, spar, tesco, trader joe, waitrose, whole foods",
  "Eating out":
    "burger king, costa coffee, deliveroo, domino, doordash, dunkin, essen, hungerstation, just eat, kfc, lieferando, mcdonald, mcdonalds, " +
    "nando, nordsee, pizza hut, starbucks, subway, talabat, uber eats, vapiano, wolt",
  Transport:
    "aral, bolt, bp, bvg, careem, deutsche bahn, esso, flixbus, freenow, lyft, mvg, oebb, omv, oyster, sbb, shell, sixt, " +
    "sncf, uber, wiener linien",
  Home: "bauhaus, hornbach, ikea, obi, toom",
  Bills: "at t, comcast, magenta, telekom, verizon, vodafone",
  Health: "cvs, dm, fielmann, mcfit, mueller, rossmann, walgreens",
  Shopping:
    "amazon, apple store, asos, decathlon, ebay, etsy, h m, mediamarkt, otto, primark, saturn, shein, temu, zalando, zara",
  Leisure:
    "audible, disney, nintendo, netflix, playstation, shahid, spotify, steam, thalia, twitch, xbox, youtube, youtube premium",
  Travel:
    "airbnb, booking com, condor, easyjet, emirates, eurowings, expedia, hilton, hostelworld, lufthansa, ryanair, trivago, wizz",
  Education: "coursera, duolingo, udemy",
};

export const ENGLISH: Words = {
  Groceries:
    "apples, bakery, bananas, beer, bread, butcher, butter, cereal, cheese, chicken, eggs, fish, flour, fruit, greengrocer, grocery, " +
    "groceries, juice, meat, milk, onions, pasta, potatoes, rice, salad, sugar, supermarket, tomatoes, vegetables, water, yogurt, yoghurt",
  "Eating out":
    "bar, beers, bistro, breakfast, brunch, burger, cafe, canteen, cappuccino, coffee, diner, dinner, drinks, espresso, ice cream, kebab, " +
    "latte, lunch, pizza, pub, restaurant, sandwich, snack, sushi, takeaway, takeout",
  Transport:
    "bike, bus, cab, car, car wash, diesel, fuel, garage, gas station, gasoline, metro, parking, petrol, scooter, taxi, toll, train, " +
    "tram, tube, tyres, underground",
  Home:
    "cleaner, cleaning, curtains, detergent, furniture, garden, handyman, hardware store, housekeeping, lamp, mattress, mortgage, paint, plants, " +
    "plumber, rent, repairs, sofa, tools",
  Bills:
    "bank fee, broadband, council tax, electricity, energy, gas bill, heating, insurance, internet, mobile, phone, phone bill, subscription, " +
    "tax, taxes, utilities, water bill",
  Health:
    "chemist, clinic, contact lenses, dentist, doctor, drugstore, glasses, gym, haircut, hairdresser, hospital, medicine, optician, " +
    "pharmacy, physio, physiotherapy, shampoo, soap, sunscreen, toothpaste, vet, vitamins, yoga",
  Shopping:
    "bag, charger, clothes, clothing, computer, dress, electronics, headphones, jacket, jeans, laptop, shirt, shoes, socks, sweater, " +
    "trousers, t shirt",
  Leisure:
    "book, books, bowling, cinema, climbing, concert, football, game, hobby, magazine, movie, museum, music, newspaper, party, sports, " +
    "streaming, swimming, theater, theatre, ticket, zoo",
  Travel:
    "airline, airport, flight, hostel, hotel, luggage, rental car, train ticket abroad, travel, trip, vacation, visa",
  Education:
    "course, exam, kindergarten, lesson, library, nursery, school, seminar, stationery, textbook, training, tuition, university",
  Gifts: "birthday, charity, christmas, donation, flowers, gift, present, wedding",
};

export const GERMAN: Words = {
  Groceries:
    "apfel, bananen, brot, brötchen, butter, bäckerei, bäcker, eier, einkauf, fisch, fleisch, fleischerei, gemüse, getränkemarkt, hofladen, joghurt, " +
    "kartoffeln, käse, lebensmittel, mehl, metzger, metzgerei, milch, mineralwasser, nudeln, obst, pfand, reis, saft, salat, sprudel, supermarkt, " +
    "tomaten, wochenmarkt, wurst, zucker",
  "Eating out":
    "abendessen, biergarten, cafeteria, döner, eisdiele, frühstück, gaststätte, imbiss, kaffee, kantine, kneipe, lieferdienst, mensa, " +
    "mittagessen, mittag, pizzeria, wirtshaus",
  Transport:
    "bahn, benzin, deutschlandticket, fahrkarte, fahrrad, fahrschein, führerschein, maut, monatskarte, parken, parkhaus, parkschein, reifen, " +
    "straßenbahn, tanken, tankstelle, u bahn, s bahn, werkstatt, zug, öpnv",
  Home:
    "baumarkt, garten, hausverwaltung, handwerker, hypothek, klempner, lampe, matratze, miete, möbel, nebenkosten, pflanzen, putzmittel, " +
    "putzfrau, reinigung, renovierung, waschmittel, werkzeug, wohnung",
  Bills:
    "abo, beitrag, fernwärme, gebühr, gebühren, grundsteuer, handy, handyvertrag, heizung, kontoführung, nachzahlung, rundfunkbeitrag, steuer, steuern, " +
    "strom, stromrechnung, telefon, vertrag, versicherung, wasserrechnung",
  Health:
    "apotheke, arzt, arznei, brille, drogerie, fitness, fitnessstudio, friseur, frisör, kosmetik, krankenhaus, krankengymnastik, massage, medikamente, " +
    "optiker, physiotherapie, praxis, seife, sonnencreme, tierarzt, vitamine, windeln, zahnarzt, zahnpasta",
  Shopping:
    "elektronik, hemd, hose, jacke, kaufhaus, kleid, kleidung, klamotten, kopfhörer, ladegerät, mantel, pullover, rucksack, schuhe, socken, tasche",
  Leisure:
    "ausflug, buch, bücher, eintritt, freizeitpark, freibad, fußball, kino, kletterhalle, konzert, museum, musik, oper, schwimmbad, sport, spiel, " +
    "spielzeug, tierpark, verein, zeitschrift, zeitung, theater",
  Travel:
    "ferienwohnung, flug, flüge, flughafen, gepäck, jugendherberge, koffer, mietwagen, reise, unterkunft, urlaub, zugreise",
  Education:
    "bibliothek, fortbildung, kindergarten, kita, kurs, nachhilfe, prüfung, schule, schulbuch, seminar, studium, semesterbeitrag, weiterbildung",
  Gifts:
    "blumen, geburtstag, geschenk, geschenke, hochzeit, mitbringsel, spende, weihnachten, weihnachtsgeschenk",
};

export const ARABIC: Words = {
  Groceries:
    "بقالة, سوبرماركت, سوبر ماركت, خضار, خضروات, فواكه, فاكهة, لحم, لحوم, دجاج, سمك, خبز, مخبز, حليب, جبن, بيض, أرز, رز, ماء, مياه, سكر, " +
    "زيت, تمر, طماطم, بطاطس, جزار, ملحمة, تموين, مقاضي",
  "Eating out":
    "مطعم, مطاعم, قهوة, مقهى, كافيه, غداء, عشاء, فطور, إفطار, وجبة, شاورما, بيتزا, برجر, عصير, حلويات, كشري, فلافل, شاي",
  Transport:
    "تاكسي, أجرة, باص, حافلة, مترو, قطار, بنزين, وقود, ديزل, موقف, مواقف, سيارة, صيانة السيارة, أوبر, كريم, مواصلات, محطة وقود",
  Home: "إيجار, أثاث, سكن, منظفات, سباك, كهربائي, حديقة, مفروشات, ستائر, تنظيف, صيانة المنزل",
  Bills: "كهرباء, فاتورة, فواتير, إنترنت, انترنت, هاتف, جوال, موبايل, تأمين, ضريبة, رسوم, غاز, اشتراك",
  Health:
    "صيدلية, دواء, أدوية, طبيب, دكتور, مستشفى, عيادة, أسنان, نظارات, نظارة, حلاق, حلاقة, صابون, شامبو, نادي رياضي, فيتامينات",
  Shopping: "ملابس, أحذية, حذاء, قميص, فستان, بنطلون, حقيبة, إلكترونيات, لابتوب, سماعات, شاحن, عباءة, ثوب",
  Leisure: "سينما, مسرح, حفلة, متحف, لعبة, ألعاب, كتاب, كتب, رياضة, كرة, ملاهي, نزهة, تذكرة",
  Travel: "سفر, طيران, رحلة, فندق, مطار, تأشيرة, حقائب, سياحة, عمرة, حج",
  Education: "مدرسة, جامعة, دورة, دروس, درس, قرطاسية, حضانة, روضة, تعليم, امتحان, رسوم دراسية",
  Gifts: "هدية, هدايا, زهور, ورد, عيد ميلاد, زفاف, تبرع, صدقة, زكاة, عيدية",
};
