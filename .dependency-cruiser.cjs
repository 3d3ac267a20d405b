// Rules for imports, checked by `npm run lint`. Types count: a file that imports only a type still depends on it.

/** Folders of the program and what each may import besides itself. */
const FOLDERS = {
  "index.ts": ["components", "handlers", "domain"],
  // Of the page, what builds it and the form of its configuration.
  components: ["handlers", "domain", "site/build.ts", "site/lib/config/siteConfig.ts"],
  handlers: ["domain"],
  domain: [],
  site: ["domain", "handlers/index.ts"],
  // The local cloud and the policies load the program or read its state; they know none of its modules.
  local: [],
  policy: [],
};

/** Folders of the components, from the bottom up. Each may import those before it; what `index.ts` makes lies beside them. */
const COMPONENTS = ["config", "bundling", "documents", "linking", "parts", "deployment"];

/** Folders of the domain, from the bottom up. Each may import those before it. */
const DOMAIN = [
  "values",
  "aws",
  "http",
  "jobs",
  "quotas",
  "expenses",
  "ledgers",
  "receipts",
  "recurring",
  "digests",
  "suggestions",
  "insights",
  "alerts",
  "budgets",
  "letters",
  "reports",
  "exports",
  "backup",
  "accounts",
];

/** Folders of the local cloud, from the bottom up. */
const LOCAL = ["engine", "services", "console"];

/** Folders of the page, from the bottom up. Each may import those before it; the entry points lie beside them. */
const SITE = ["i18n", "lib", "data", "parts", "charts", "screens"];

/** Folders within those of the page, each from the bottom up. */
const SITE_ROOMS = {
  "site/lib": ["storage", "config", "page", "network", "auth", "ledger", "categories", "formatting"],
  "site/data": [
    "expenses",
    "forms",
    "outbox",
    "storage",
    "settings",
    "lists",
    "suggestions",
    "writes",
    "categories",
    "receipts",
    "offline",
    "recurring",
    "reports",
    "budgets",
    "insights",
    "ledgers",
  ],
  "site/parts": ["basics", "loading", "fields", "dialogs", "frame"],
  "site/screens": [
    "gestures",
    "keyboard",
    "expenseForm",
    "auth",
    "categories",
    "settings",
    "secondFactor",
    "ledgers",
    "activity",
    "insights",
    "budgets",
    "receipts",
    "recurring",
    "welcome",
    "month",
    "admin",
    "more",
    "reports",
    "trash",
    "trends",
    "unsent",
  ],
};

const anyOf = (paths) => `^(${paths.map((path) => path.replace(".", "\\.")).join("|")})(/|$)`;

/** Refuses imports from a folder to one above it. */
function layers(root, folders) {
  return folders.map((folder, index) => ({
    name: `${nameOf(root)}-${folder}-imports`,
    comment: `${root}/${folder} may import ${folders.slice(0, index).join(", ") || "no other folder"} of ${root}.`,
    severity: "error",
    from: { path: `^${root}/${folder}/` },
    to: { path: `^${root}/`, pathNot: `^${root}/(${folders.slice(0, index + 1).join("|")})/` },
  }));
}

/** The table of the screens lies beside their folders, and loads all of them. */
const BESIDE = ["site/screens/routes.tsx"];

/** Refuses files that lie beside the folders of a root. */
const onlyIn = (root, folders) => ({
  name: `${nameOf(root)}-folders`,
  comment: `A file of ${root} lies in one of its folders, which have an order.`,
  severity: "error",
  from: {},
  to: { path: `^${root}/`, pathNot: [`^${root}/(${folders.join("|")})/`, anyOf(BESIDE)] },
});

const nameOf = (root) => root.replace("/", "-");

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment:
        "Two files that import each other are one. Move what both need into a third, such as model.ts.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...Object.entries(FOLDERS).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      comment: `${folder} may import ${allowed.join(", ") || "nothing else of this repository"}.`,
      severity: "error",
      from: { path: anyOf([folder]) },
      to: { dependencyTypes: ["local"], pathNot: anyOf([folder, ...allowed]) },
    })),
    ...layers("components", COMPONENTS),
    ...layers("domain", DOMAIN),
    ...layers("local", LOCAL),
    onlyIn("domain", DOMAIN),
    ...Object.entries(SITE_ROOMS).flatMap(([root, folders]) => [
      ...layers(root, folders),
      onlyIn(root, folders),
    ]),
    {
      name: "components-folders",
      comment: "The folders of the components have an order.",
      severity: "error",
      from: {},
      to: { path: "^components/[^/]+/", pathNot: `^components/(${COMPONENTS.join("|")})/` },
    },
    ...SITE.map((folder, index) => ({
      name: `site-${folder}-imports`,
      comment: `site/${folder} may import ${SITE.slice(0, index).join(", ") || "no other folder"} of the page.`,
      severity: "error",
      from: { path: `^site/${folder}/` },
      to: { path: "^site/", pathNot: `^site/(${SITE.slice(0, index + 1).join("|")})/` },
    })),
    {
      name: "site-worker-imports",
      comment: "The service worker runs without the page: it may import site/lib.",
      severity: "error",
      from: { path: "^site/worker/" },
      to: { path: "^site/", pathNot: "^site/(worker|lib)/" },
    },
    {
      name: "handlers-folders",
      comment:
        "Operations and jobs know none of another folder. What several need is in the domain, or beside the folders.",
      severity: "error",
      from: { path: "^handlers/([^/]+)/" },
      to: { path: "^handlers/[^/]+/", pathNot: "^handlers/$1/" },
    },
    {
      name: "site-imports-types-of-operations",
      comment:
        "The page takes the types of operations only; their schemas and closures would end up in its bundle.",
      severity: "error",
      from: { path: "^site/" },
      to: { path: "^handlers/", dependencyTypesNot: ["type-only"] },
    },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } },
};
