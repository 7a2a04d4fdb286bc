/* A search page that is opened from a disk says why it cannot search: no module is loaded there, and
   so not the one that searches. */

if (location.protocol === 'file:') {
  const page = document.querySelector('.archival-find')
  page.querySelector('[role=status]').textContent = JSON.parse(page.dataset.words).file
}
