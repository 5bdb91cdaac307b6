import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What whoever manages this computer switched off. */
export const policySchema = z.object({ disabled: z.array(z.enum(['recording'])).catch([]) })
export type Policy = z.infer<typeof policySchema>
const none: Policy = { disabled: [] }

/** Where only an administrator can write. */
export function policyPath(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Dialdesk', 'policy.json')
  return platform === 'darwin' ? '/Library/Application Support/Dialdesk/policy.json' : '/etc/dialdesk/policy.json'
}

/** The policy in a file; none when there is no file, and the strictest when it cannot be read: it was put there for a reason. */
export function readPolicy(path: string): Policy {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'ENOENT' ? none : { disabled: ['recording'] }
  }
  try {
    return policySchema.parse(JSON.parse(text))
  } catch {
    return { disabled: ['recording'] }
  }
}
