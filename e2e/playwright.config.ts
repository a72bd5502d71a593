import { defineConfig } from '@playwright/test'
import { findChromium } from '../src/tools/system-packages.ts'

const executablePath = findChromium()
if (!executablePath)
  throw new Error('No Chromium found: `node src/tools/run.mjs system-packages` says what to do')

// Fixtures start what a test needs: QEMU, the built dashboard. Hence no web server here.
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './guest/build-guest.ts',
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  retries: 0,
  // On a busy machine everything takes longer; these limits only end what would never end.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/test/e2e.json' }]],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    colorScheme: 'light',
    locale: 'en-GB',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: /[\\/]e2e[\\/]firefox[\\/][^\\/]*$/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    // Without a browser of Playwright's: the tests start Firefox themselves.
    { name: 'firefox', testDir: 'firefox' },
  ],
})
