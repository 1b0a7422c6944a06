import './shop.js';

const USER = 'demo.user';
const form = document.getElementById('sign-in');
const follow = document.getElementById('follow');

function show() {
  const user = localStorage.getItem(USER);
  form.hidden = !!user;
  document.getElementById('signed-in').hidden = !user;
  document.getElementById('who').textContent = user;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const { userId, ...traits } = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  localStorage.setItem(USER, userId);
  millrace.identify(userId, traits);
  show();
});
document.getElementById('sign-out').addEventListener('click', () => {
  localStorage.removeItem(USER);
  millrace.reset();
  show();
});
follow.addEventListener('change', () => millrace.consent(follow.checked));
follow.checked = await millrace.consentGiven();
show();
