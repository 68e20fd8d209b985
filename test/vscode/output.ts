/** Begins each line that a suite in the extension host prints, among all that VS Code itself logs. */
export const TEST_OUTPUT = '│ ';
