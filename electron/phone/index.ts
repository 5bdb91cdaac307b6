// Entry of the phone process, an Electron utility process. All of it is in main.ts, so that its compiled form can be taken from the disk.
import { enableCompileCache } from 'node:module'

const folder = process.argv[2]
if (folder) enableCompileCache(folder)
await import('./main.ts')
