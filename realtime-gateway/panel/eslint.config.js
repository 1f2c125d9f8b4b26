import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The layout is Prettier's; what is here finds mistakes. `_` is the name of what nobody reads.
const UNREAD = {
  argsIgnorePattern: '^_',
  destructuredArrayIgnorePattern: '^_+$',
  varsIgnorePattern: '^_+$',
  caughtErrorsIgnorePattern: '^_$',
};

export default tseslint.config(
  { ignores: ['dist', 'dev/shots'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: { 'no-unused-vars': ['error', UNREAD] },
  },
  {
    files: ['{src,build}/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [
      tseslint.configs.recommendedTypeChecked,
      reactHooks.configs.flat['recommended-latest'],
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: { '@typescript-eslint/no-unused-vars': ['error', UNREAD] },
  },
);
