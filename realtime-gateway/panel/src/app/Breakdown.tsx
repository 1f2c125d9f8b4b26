import { Component, type ReactNode } from 'react';
import { useWords } from '../words/words';

/** A fault in the panel itself: says so, and offers the one thing that helps. A blank page would say nothing. */
export class Breakdown extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? (
      this.props.children
    ) : (
      <BrokenPage error={this.state.error} />
    );
  }
}

function BrokenPage({ error }: { error: Error }) {
  const words = useWords();
  return (
    <main className="center">
      <div className="panel nothing" role="alert">
        <h1>{words.broken}</h1>
        <p>{words.brokenWhat}</p>
        <code className="plain">{error.message}</code>
        <button type="button" className="btn primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </div>
    </main>
  );
}
