process.argv.splice(2, 0, 'drill');
await import('../src/main.ts');
