import type { PageData } from '../../similarity/page-data.ts';
import { drawSimilarity } from './similarity/app.tsx';
import '../../../harness/view/app/controls.css';
import './colours.css';
import './similarity/similarity.css';

const text = document.getElementById('data')?.textContent ?? '';
const place = document.getElementById('similarity');
if (place) drawSimilarity(JSON.parse(text) as PageData, place);
document.documentElement.dataset.ready = 'true';
