#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { run } from '#bridge/command-line/run.ts'
import { thisProcess } from '#bridge/command-line/this-process.ts'
import { pageFiles } from '#bridge/http/page-files.ts'
import { scenarioNames } from '#sim/scenarios.ts'
import { createSimulator } from '#sim/simulator.ts'
import { version } from '../package.json'

// The build puts the page beside this file.
const page = pageFiles(fileURLToPath(new URL('page', import.meta.url)))
const simulation = { scenarioNames, createSimulator }

process.exitCode = await run(process.argv.slice(2), { ...thisProcess(), page, simulation, version })
