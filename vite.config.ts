import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Modules of the first screen; the simulator's are not, which comes with the demo alone, nor those that dialogs share.
 */
const isOfPage =
  /node_modules|[\\/]src[\\/](?!sim|schema|ui[\\/](confirm|dialog|field|text-input|command-notes)|query[\\/]use-(schema|command-notes))/

// One build makes both sides: dist/page (the application) and dist/server.js (bridge, simulator, static files).
export default defineConfig({
  plugins: [react(), tailwindcss()],
  environments: {
    client: {
      build: {
        outDir: 'dist/page',
        target: 'es2023',
        license: { fileName: 'licenses.md' },
        // What parts that come later share with the page stays in one file: forty crumbs would cost more.
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: 'core', test: isOfPage, minShareCount: 2 }] } },
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
    projects: [
      { extends: true, test: { name: 'node', include: ['src/**/*.test.ts'] } },
      { extends: true, test: { name: 'dom', include: ['src/**/*.test.tsx'], environment: 'happy-dom' } },
    ],
  },
})
