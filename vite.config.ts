import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** What is shown only when something is wrong, and the dialogs: each comes in one file, since crumbs compress badly. */
const laterGroups = [
  {
    name: 'trouble',
    test: /[\\/]src[\\/](panels[\\/]status|ui[\\/](refusal|reason-card)|model[\\/]reason)/,
  },
  {
    name: 'dialogs',
    test: /[\\/]src[\\/].*(dialog|modal|confirm|code-block|command-notes|use-schema|ui[\\/](field|text-input))/,
  },
]

// One build makes both sides: dist/page (the application) and dist/server.js (bridge, simulator, static files).
export default defineConfig({
  plugins: [react(), tailwindcss()],
  // wouter brings a copy for React 17.
  resolve: { alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  environments: {
    client: {
      build: {
        outDir: 'dist/page',
        target: 'es2023',
        license: { fileName: 'licenses.md' },
        // Every browser that has ES2023 knows it.
        modulePreload: { polyfill: false },
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ name: 'page', tags: ['$initial'], priority: 1 }, ...laterGroups],
            },
          },
        },
      },
    },
    server: {
      resolve: { noExternal: true },
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        ssr: 'src/server.ts',
        target: 'node20',
        copyPublicDir: false,
        license: { fileName: 'server/licenses.md' },
        sourcemap: true,
        rolldownOptions: { output: { entryFileNames: 'server.js', chunkFileNames: 'server/[name].js' } },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'server']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
  test: {
    // On a busy machine everything takes longer; these limits only end what would never end.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      { extends: true, test: { name: 'node', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'dom',
          include: ['src/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: ['src/ui/testing/patience.ts'],
        },
      },
    ],
  },
})
