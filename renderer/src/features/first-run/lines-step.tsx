import { ProvisioningSteps } from '../../components/provisioning-steps.tsx'
import { StatusDot } from '../../components/status-dot.tsx'
import { useLineState, useLineStatus } from '../../hooks/use-line-state.ts'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'

export function LinesStep() {
  const lines = useApp((s) => s.lines.lines)
  const status = useLineStatus()
  const word = useLineState()
  return (
    <>
      <ProvisioningSteps />
      <ul className={css['first-lines']}>
        {lines.map((l) => (
          <li key={l.id}>
            <StatusDot state={status(l)} />
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
