/** What of the Compare view the address carries. */
import { textInAddress } from "../state/address.ts";

/** The open tab. */
export const tab = textInAddress("compare", "tab", "tests");
/** Order, filters and page of the table of tests. */
export const testRows = textInAddress("compare", "rows");
/** The columns that the plot sets against each other; "none" for no size. */
export const across = textInAddress("compare", "x", "nsei:currentDensity");
export const upward = textInAddress("compare", "y", "nsei:lifetime");
export const sized = textInAddress("compare", "size", "nsei:arealCapacity");
/** Which axes are logarithmic: "x", "y", "xy" or nothing. */
export const logarithmic = textInAddress("compare", "log");
/** The group of equal conditions that is ranked, by its place, and the result that ranks it. */
export const group = textInAddress("compare", "group", "0");
export const result = textInAddress("compare", "by", "nsei:lifetime");
/** The open cell of the gaps: method and class with a blank between. */
export const gap = textInAddress("compare", "gap");
/** The open year. */
export const year = textInAddress("compare", "year");
/** What the class tree is filtered by. */
export const classFilter = textInAddress("compare", "class");
