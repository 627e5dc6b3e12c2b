// The state of admission as metrics: those that are refused at the door pass by whoever watches requests.
import type { AdmissionState } from '../api/admission/admission.js';
import type { Metrics, Sample } from './metrics.js';

const NUMBERS = [
  ['running', 'admission_running', 'Requests of a class that have a place.'],
  ['waiting', 'admission_waiting', 'Requests of a class that wait for a place.'],
  ['admitted', 'admission_admitted_total', 'Requests that got a place.'],
  ['shed', 'admission_shed_total', 'Requests that were refused with 503, for there was too much to do.'],
] as const;

export function addAdmissionMetrics(metrics: Metrics, admission: { readonly state: AdmissionState }): void {
  metrics.addSource(async () => {
    const { bodies, ...classes } = admission.state;
    return NUMBERS.map(([number, name, help]): Sample => {
      const value = Object.fromEntries(Object.entries(classes).map(([cost, state]) => [cost, state[number]]));
      return { name: `ideascope_${name}`, help, value, label: 'class' };
    });
  });
}
