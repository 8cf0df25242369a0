// What one script of the site gives to another.
interface Window {
  rolebookEdition?: { code: string; search: string };
  rolebookSearch: SearchData;
  rolebookSearchParts?: Record<number, { entries: Entry[]; owners: number[][]; lines: number[][][]; about?: number[] }>;
  rolebookCompared?: Record<string, Compared>;
  rolebookCompareOwners?: ComparedOwners;
  rolebookSheet: SheetData;
  rolebookSheetRules: SheetRules;
  rolebookListRules: ListRules;
  rolebookSheetPaper: SheetPaper;
  rolebookSheetRoles: [string, [string, string][]][];
  rolebookWordParts: [string, string][];
  rolebookWordTight: [string, string][];
  rolebookVerify: VerifyIndex;
  rolebookVerifyRoles?: Record<string, VerifyRole>;
}
