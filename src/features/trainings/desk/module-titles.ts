import { useCall } from '../../../desk/kit/query.ts';
import { type Course, readCourse } from '../contract.ts';

/** The modules of a course as people call them; by their ids until the course is read. */
export function useModuleTitles(course: Course): (module: string) => string {
  const { data } = useCall(readCourse, { params: { course }, query: { lang: 'en' } });
  return (module) => data?.modules.find(({ id }) => id === module)?.title ?? module;
}
