import type { RemoteFault } from '../app/use-remote';
import { LoadFault, type FaultText } from './LoadFault';

/** A view of which nothing is known, and why: what was never heard is neither empty nor well. */
export function ViewFault({
  title,
  fault,
  text,
}: {
  title: string;
  fault: RemoteFault;
  text?: FaultText;
}) {
  return (
    <main id="content" className="view" tabIndex={-1}>
      <div className="wrap w960">
        <div className="vh1">
          <h1>{title}</h1>
        </div>
        <LoadFault fault={fault} {...(text === undefined ? {} : { text })} />
      </div>
    </main>
  );
}
