import { configure } from '@testing-library/react'

// Parts of the page are loaded when they are first shown, which on a busy machine takes its time.
configure({ asyncUtilTimeout: 20_000 })
