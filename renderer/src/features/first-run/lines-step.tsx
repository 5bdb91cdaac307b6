import { ProvisioningSteps } from '../../components/provisioning-steps.tsx'
import { StatusDot } from '../../components/status-dot.tsx'
import { lineStatus, useLineState } from '../../hooks/use-line-state.ts'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'

export function LinesStep() {
  const lines = useApp((s) => s.lines.lines)
  const calls = useApp((s) => s.calls)
  const word = useLineState()
  return (
    <>
      <ProvisioningSteps />
      <ul className={css['first-lines']}>
        {lines.map((l) => (
          <li key={l.id}>
            <StatusDot state={lineStatus(l, calls)} />
            <b>
              <bdi>{l.label}</bdi>
            </b>
            <span className="grow">{word(l)}</span>
            <small>
              <bdi>{l.userName}</bdi>
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}
