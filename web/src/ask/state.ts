/** What of the Ask view the address carries. */
import { textInAddress } from "../state/address.ts";

/** The name of the question that was taken from the gallery; "" for a query of one's own. */
export const queryName = textInAddress("ask", "q");
/** The query, where it differs from the named one. */
export const queryText = textInAddress("ask", "sparql");
/** How the answer is shown: table, graph, bars ... "" for what suits it. */
export const resultView = textInAddress("ask", "as");
/** Sort, filters and page of the table of results. */
export const tableState = textInAddress("ask", "table");
