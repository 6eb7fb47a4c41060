// Who follows a link from a chat arrives here although signed in: a browser does not send our
// strict cookie along with such a step. From this page it does, so look once and go on.
'use strict';
(async () => {
  const next = document.getElementById('next').value;
  if (document.querySelector('[role=alert]')) return;
  const answer = await fetch('/sign-in?next=' + encodeURIComponent(next), {redirect: 'manual'});
  if (answer.type === 'opaqueredirect') location.replace(next);
})();
