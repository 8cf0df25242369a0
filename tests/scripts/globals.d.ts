// What one script of the site gives to another.
interface Window {
  rolebookSearch: SearchData;
  rolebookSheet: SheetData;
  rolebookSheetRules: SheetRules;
  rolebookSheetRoles: [string, [string, string][]][];
  rolebookWordParts: [string, string][];
  rolebookWordTight: [string, string][];
}
