import { MAX_TITLE } from '../create/draft';
import { Field } from '../create/Field';
import { useWords } from '../words/words';

interface FieldProps {
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
}

export function TitleField({ title, fault, onChange }: FieldProps & { title: string }) {
  const words = useWords();
  return (
    <Field label={words.create.title} fault={fault}>
      {(props) => (
        <input
          {...props}
          name="title"
          value={title}
          maxLength={MAX_TITLE}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Not cut at its limit, as a field with a greatest length would do to what is pasted. */
export function InstructionsField({
  instructions,
  fault,
  onChange,
}: FieldProps & { instructions: string }) {
  const words = useWords();
  return (
    <Field label={words.create.instructions} help={words.create.instructionsHelp} fault={fault}>
      {(props) => (
        <textarea
          {...props}
          className="prose"
          name="instructions"
          value={instructions}
          rows={6}
          placeholder={words.create.instructionsPlaceholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
