import { useId, type ReactNode } from 'react';
import { Icon } from '../ui/Icon';

interface FieldProps {
  readonly label: string;
  readonly help?: string;
  readonly fault: string | undefined;
  readonly children: (props: {
    id: string;
    'aria-invalid': boolean;
    'aria-describedby': string;
  }) => ReactNode;
}

/** A label, its control, and one line below it: what is wrong, or else what it means. */
export function Field({ label, help, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': `${id}-note` })}
      <p id={`${id}-note`} className={fault === undefined ? 'help' : 'error'}>
        {fault !== undefined && <Icon name="warn" />}
        {fault ?? help}
      </p>
    </div>
  );
}
