int a;
int b; /* BAD */ 
	int c; /* BAD */	
 	int d; /* BAD */
int e; /* BAD */