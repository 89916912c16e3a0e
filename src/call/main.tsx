import '../ui/trusted.ts';
import '../ui/tokens.css';
import './call.css';
import { render } from 'preact';
import { languageTag } from '../platform/i18n/lang.ts';
import { Call } from './call.tsx';
import { lang, say } from './words.ts';

document.documentElement.lang = languageTag(lang);
document.title = say('title');
render(<Call />, document.getElementById('call')!);
