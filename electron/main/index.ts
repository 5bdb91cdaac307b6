// Entry of the main process. All of it is in main.ts, so that its compiled form can be taken from the disk.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { app } from 'electron'

// never throws: where the folder cannot be written, the modules are compiled as without it
enableCompileCache(join(app.getPath('userData'), 'Code Cache', 'node'))
await import('./main.ts')
