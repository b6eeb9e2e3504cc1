// The request's form, filled with what the appliance's rules want for this sensor. Pure.
import type { DeployRequestView } from '../../../preload/contract/deploy-journey.ts';
import { emptyForm, type RequestForm, type SubjectField, subjectFields } from '../../tools/request/request-model.ts';

const isField = (type: string): type is SubjectField => (subjectFields as readonly string[]).includes(type);

/** What the rules want in the subject and nobody has filled in yet. */
export const missingIn = (
  { subject }: DeployRequestView['suggestion'],
  form: Pick<RequestForm, 'subject'>,
): SubjectField[] =>
  [
    ...new Set(subject.map(({ type }) => type).filter((type) => isField(type) && form.subject[type].trim() === '')),
  ].filter(isField);

export function suggestedForm({ subject, sans, keyKind }: DeployRequestView['suggestion']): RequestForm {
  const fields = { ...emptyForm.subject };
  for (const { type, value } of subject) {
    // Several domain components are one field in the form, written with dots.
    if (type === 'DC') fields.DC = [value, fields.DC].filter((each) => each !== '').join('.');
    else if (isField(type)) fields[type] = value;
  }
  const commonName = subject.find(({ type }) => type === 'CN')?.value ?? '';
  return {
    ...emptyForm,
    commonName,
    names: sans.filter((name) => name.toLowerCase() !== commonName.toLowerCase()),
    subject: fields,
    key: keyKind,
    textsKind: keyKind,
  };
}
