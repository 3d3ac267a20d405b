import { english } from "../english";

/** Search, filters and order of a list. */
export const filters = english({
  "filters.search": "Search",
  "filters.allCategories": "All categories",
  "filters.moreFilters": "More filters",
  "filters.order": "Order",
  "filters.order.newest": "Newest first",
  "filters.order.oldest": "Oldest first",
  "filters.order.largest": "Largest amount",
  "filters.order.smallest": "Smallest amount",
  "filters.order.name": "By name",
  "filters.on": "Filters",
  "filters.remove": "Remove the filter {name}",
  "filters.category": "Category",
  "filters.tag": "Tag",
  "filters.merchant": "Shop or payee",
  "filters.createdBy": "Added by",
  "filters.kind": "Kind",
  "filters.currency": "Currency",
  "filters.from": "From",
  "filters.to": "To",
  "filters.allTags": "All tags",
  "filters.allMerchants": "All shops and payees",
  "filters.everybody": "Added by anyone",
  "filters.me": "Me",
  "filters.somebody": "somebody else",
});
